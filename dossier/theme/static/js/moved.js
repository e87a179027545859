// Leads on from the address of a page that has moved, to the finding that the address names.
const id = decodeURIComponent(location.hash.slice(1));
const finding = document.getElementById(id);
const target = document.getElementById("target");
location.replace(finding?.matches("main li > a") ? finding.href : target.href + location.hash);
