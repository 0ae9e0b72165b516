// Run by Node: what Adobe's validator says of a JobPosting, by what Google requires and recommends.
//
// Takes the posting as JSON from stdin and prints its findings as JSON, errors and warnings.

import { text } from "node:stream/consumers";
import Validator from "@adobe/structured-data-validator";

const posting = JSON.parse(await text(process.stdin));
const found = await new Validator().validate({ jsonld: { JobPosting: [posting] } });
const lines = found.map(({ severity, path, issueMessage }) => {
  const place = path.map(({ property, type }) => property ?? type).join(".");
  return `${severity} ${place}: ${issueMessage}`;
});
process.stdout.write(JSON.stringify(lines));
