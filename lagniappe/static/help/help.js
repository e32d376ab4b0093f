import { languages } from "./languages.js";
import { search } from "./search.js";
import { talk } from "./talk.js";
import { arrived } from "./trail.js";
import { vote } from "./vote.js";

document.querySelectorAll("details.languages").forEach(languages);
document.querySelectorAll("form[data-search]").forEach(search);
document.querySelectorAll("form[data-vote]").forEach(vote);
talk();
arrived();
