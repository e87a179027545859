// Loading the scripts of the search page.
const SEARCH = new URL("../../dossier/theme/static/js/search/", import.meta.url);

/** Load a script as a module. */
export const load = (name) => import(new URL(name, SEARCH));
