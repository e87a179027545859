// Where the scripts of the search stand.
const SEARCH = new URL("../../dossier/theme/static/js/search/", import.meta.url);

/** One of these scripts, as a module. */
export const load = (name) => import(new URL(name, SEARCH));
