"use strict";
(() => {
  const form = document.querySelector("form");
  const count = document.querySelector("[role=status]");
  const table = document.querySelector("table");
  const { search, unit, level } = form.elements;
  const kinds = [...form.querySelectorAll("[type=checkbox]")];

  const [corner, ...groups] = table.tHead.rows[0].cells;
  const heads = [...table.tHead.rows[1].cells];
  const body = [...table.tBodies[0].rows];
  const grid = [[corner, ...heads], ...body.map((row) => [...row.cells])];
  const levels = body.map((row) => [...row.cells].slice(1).map((cell) => Number(cell.textContent)));

  // Filters

  const plain = (text) => text.toLowerCase().replace(/['`\u02bc\u2018]/g, "\u2019");
  const titles = body.map((row) => plain(row.cells[0].firstChild.textContent));

  const isMeant = (row, index) =>
    plain(search.value).split(/\s+/).every((word) => titles[index].includes(word)) &&
    (unit.value === "" || unit.value === row.dataset.unit);

  const filter = () => {
    const least = Number(level.value);
    const chosen = new Set(kinds.filter((kind) => kind.checked).map((kind) => kind.value));
    const ofKind = heads.map((head) => chosen.has(head.dataset.kind));
    const reaches = (index) => levels[index].some((found, at) => ofKind[at] && found >= least);
    const rows = body.map((row, index) => isMeant(row, index) && (!least || reaches(index)));
    const needed = (at) => rows.some((shown, index) => shown && levels[index][at] >= least);
    const columns = heads.map((_, at) => ofKind[at] && (!least || needed(at)));
    show(rows, columns);
    body.forEach((_, index) => levels[index].forEach((found, at) => {
      grid[index + 1][at + 1].classList.toggle("low", found > 0 && found < least);
    }));
  };

  const show = (rows, columns) => {
    body.forEach((row, index) => { row.hidden = !rows[index]; });
    columns.forEach((shown, at) => {
      if (heads[at].hidden === shown) grid.forEach((cells) => { cells[at + 1].hidden = !shown; });
    });
    for (const group of groups) {
      const open = heads.filter((head) => head.dataset.kind === group.dataset.kind && !head.hidden);
      group.hidden = open.length === 0;
      group.colSpan = Math.max(1, open.length);
    }
    const shown = { roles: rows.filter(Boolean).length, competencies: columns.filter(Boolean).length };
    count.textContent = count.dataset.words.replace(/\{(\w+)\}/g, (_, name) => shown[name]);
    if (!isShown(...at)) stand(0, 0);
  };

  const clear = () => {
    form.reset();
    filter();
  };

  // Moving about: of all cells one can be reached with Tab, the others from it with arrows.

  let at = [0, 0];
  const isShown = (row, column) =>
    !grid[row][0].parentNode.hidden && (column === 0 || !heads[column - 1].hidden);

  const stand = (row, column) => {
    grid[at[0]][at[1]].tabIndex = -1;
    at = [row, column];
    grid[row][column].tabIndex = 0;
  };

  const go = (row, column) => {
    stand(row, column);
    grid[row][column].focus();
  };

  /** The places from here in a direction that can be seen, the nearest first. */
  const ahead = (row, column, down, right) => {
    const found = [];
    for (let r = row + down, c = column + right; grid[r]?.[c]; r += down, c += right) {
      if (isShown(r, c)) found.push([r, c]);
    }
    return found;
  };

  const PAGE = 10;
  const moves = {
    ArrowUp: (row, column) => ahead(row, column, -1, 0)[0],
    ArrowDown: (row, column) => ahead(row, column, 1, 0)[0],
    ArrowLeft: (row, column) => ahead(row, column, 0, -1)[0],
    ArrowRight: (row, column) => ahead(row, column, 0, 1)[0],
    PageUp: (row, column) => ahead(row, column, -1, 0).slice(0, PAGE).at(-1),
    PageDown: (row, column) => ahead(row, column, 1, 0).slice(0, PAGE).at(-1),
    Home: (row) => [row, 0],
    End: (row, column) => ahead(row, column, 0, 1).at(-1),
    "Ctrl+Home": () => [0, 0],
    "Ctrl+End": (row, column) => {
      const last = ahead(row, column, 1, 0).at(-1) ?? [row, column];
      return ahead(...last, 0, 1).at(-1) ?? last;
    },
  };

  const placeOf = (cell) => {
    const row = cell.parentNode;
    if (row.parentNode === table.tBodies[0]) return [row.sectionRowIndex + 1, cell.cellIndex];
    if (cell === corner) return [0, 0];
    return heads.includes(cell) ? [0, heads.indexOf(cell) + 1] : null;
  };

  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const move = moves[`${event.ctrlKey ? "Ctrl+" : ""}${event.key}`];
    if (!move) return;
    event.preventDefault();
    const place = move(...at);
    if (place) go(...place);
  });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("th, td");
    const place = cell && placeOf(cell);
    if (place) go(...place);
  });

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", clear);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });

  for (const element of document.querySelectorAll("[data-live]")) element.hidden = false;
  table.setAttribute("role", "grid");
  table.setAttribute("aria-readonly", "true");
  table.parentNode.removeAttribute("tabindex");
  stand(0, 0);
  filter();
})();
