// Redirects from the address of a moved page, keeping the finding in the URL's fragment.
const id = decodeURIComponent(location.hash.slice(1));
const finding = document.getElementById(id);
const target = document.getElementById("target");
location.replace(finding?.matches("main li > a") ? finding.href : target.href + location.hash);
