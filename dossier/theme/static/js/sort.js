// Lets a reader sort a table by column. Without this script, the rows keep the order in which they were written.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  heads.forEach((head, column) => {
    const key = ({ cells: { [column]: cell } }) => cell.innerHTML.match(/class="order-(\d+)/)?.[1] ?? cell.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.onclick = () => {
      const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), document.documentElement.lang, { numeric: true }));
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      body.append(...(up ? rows : rows.reverse()));
    };
  });
}
