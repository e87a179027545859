// Reloads the page after each new build, and shows the build's problems.
// Browsers limit connections to a server to six, so a page that is not visible closes its own.
let source = null;
let loaded = null;

function listen() {
  source?.close();
  source = document.hidden ? null : new EventSource("/_live/events");
  if (source) {
    source.onmessage = hear;
  }
}
document.addEventListener("visibilitychange", listen);
listen();

const scroll = sessionStorage.getItem("live-scroll");
if (scroll !== null) {
  sessionStorage.removeItem("live-scroll");
  scrollTo({ top: Number(scroll), behavior: "instant" });
}

function hear(event) {
  const { build, problems } = JSON.parse(event.data);
  if (loaded !== null && loaded !== build) {
    sessionStorage.setItem("live-scroll", String(scrollY));
    location.reload();
    return;
  }
  loaded = build;
  show(problems);
}

function show(problems) {
  document.querySelector(".live-problems")?.remove();
  if (!problems.length) {
    return;
  }
  const panel = document.createElement("div");
  panel.className = "live-problems";
  panel.setAttribute("role", "alert");
  for (const problem of problems) {
    const line = document.createElement("p");
    line.textContent = problem;
    panel.append(line);
  }
  document.body.append(panel);
}
