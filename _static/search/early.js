// The search page loads the engine while the page is still being read, and asks it what the address asks.
import { open, search } from "./engine.js";

const text = new URLSearchParams(location.search).get("q")?.trim();
const answer = text ? search(text) : Promise.all(Object.values(open()));
answer.catch(() => {}); // the page says so
