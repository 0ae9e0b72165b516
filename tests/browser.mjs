// Run by Node: open pages in headless Chromium, do what a reader does step by step, and tell what came of it.
//
// `browser.mjs CHROMIUM` takes from each line of stdin {"page": path, "width": px, "height": px, "scripts": bool,
// "steps": [[name, value], …]} and answers with a line {"results": […], "messages": […], "requests": […]}: a result for
// every step, what the page wrote to the console or tripped over, and all it asked for besides itself; or {"error": …}.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

const OFFLINE = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

const steps = {
  see: (page, expression) => page.evaluate(expression),
  press: (page, key) => page.keyboard.press(key),
  type: (page, words) => page.keyboard.type(words),
  click: (page, selector) => page.click(selector),
  choose: (page, [selector, label]) => page.selectOption(selector, { label }),
  media: (page, media) => page.emulateMedia({ media }),
  picture: (page, path) => page.screenshot({ path }),
  pdf: (page, path) => page.pdf({ path, preferCSSPageSize: true, printBackground: true }),
  axe: async (page) => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
    return violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((n) => n.html) }));
  },
};

async function visit(browser, order) {
  const viewport = { width: order.width, height: order.height };
  const context = await browser.newContext({ viewport, javaScriptEnabled: order.scripts });
  try {
    const page = await context.newPage();
    const messages = [];
    const requests = [];
    page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => messages.push(`error: ${error}`));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(order.page).href);
    const results = [];
    for (const [name, value] of order.steps) {
      const found = await steps[name](page, value);
      results.push(Buffer.isBuffer(found) ? null : found ?? null);
    }
    return { results, messages, requests: requests.slice(1) };
  } finally {
    await context.close();
  }
}

const PATIENCE_MS = 60_000;
const late = () => new Promise((resolve) => {
  setTimeout(() => resolve({ error: "too slow" }), PATIENCE_MS).unref();
});

const browser = await chromium.launch({ executablePath: process.argv[2], args: OFFLINE });
try {
  for await (const line of createInterface({ input: process.stdin })) {
    const done = visit(browser, JSON.parse(line)).catch((error) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(await Promise.race([done, late()]))}\n`);
  }
} finally {
  await browser.close();
}
