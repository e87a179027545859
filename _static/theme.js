// Runs before the first paint, so that the page does not flash in the wrong theme.
document.body.dataset.theme = localStorage.getItem("theme") || "auto";
