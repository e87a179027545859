// Reloads the page when a new build is announced, and shows what is wrong with it.
const source = new EventSource("/_live/events");
let loaded = null;

const scroll = sessionStorage.getItem("live-scroll");
if (scroll !== null) {
  sessionStorage.removeItem("live-scroll");
  scrollTo({ top: Number(scroll), behavior: "instant" });
}

source.onmessage = (event) => {
  const { build, problems } = JSON.parse(event.data);
  if (loaded !== null && loaded !== build) {
    sessionStorage.setItem("live-scroll", String(scrollY));
    location.reload();
    return;
  }
  loaded = build;
  show(problems);
};

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
