/**
 * What the page does: it asks the API beside it every two seconds. Text of events goes into the page as text only, never
 * as markup.
 */
export const pageJs = String.raw`
const $ = (id) => document.getElementById(id);
const every = 2000, timeout = 25000, kept = "cap-token";
let token = takeToken(), older, shown = new Set(), first = true, busy = false, turn = 0;

function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(kept, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(kept);
}

class Refused extends Error {}
async function ask(path) {
  const answer = await fetch("v1/" + path, { headers: { authorization: "Bearer " + token }, signal: AbortSignal.timeout(timeout) });
  if (answer.status === 401) throw new Refused("The API refused the token.");
  const type = answer.headers.get("content-type") ?? "";
  if (!type.includes("json")) throw new Error("the answer (" + answer.status + ") is not the API's");
  const body = await answer.json();
  if (answer.ok) return body;
  const faults = (body.faults ?? []).map((f) => f.field + ": want " + f.want).join("; ");
  throw Object.assign(new Error(body.title + ". " + (faults || body.detail)), { answered: true });
}

function say(state, words, fault) {
  if ($("state").textContent !== words) $("state").textContent = words;
  $("state").dataset.state = state;
  $("fault").hidden = !fault;
  if (fault && $("fault").textContent !== fault) $("fault").textContent = fault;
}
function explain(error) {
  if (error instanceof Refused) return askToken(error.message + " Give the token of this environment.");
  if (error.answered) return say("bad", "API fault", error.message);
  say("bad", "No connection", "The API cannot be reached (" + error.message + "). What you see may be old; trying again every " + every / 1000 + " s.");
}
function askToken(why) {
  token = null;
  sessionStorage.removeItem(kept);
  if (why) $("ask-why").textContent = why;
  say("wait", "Waiting for the token");
  if (!$("ask").open) $("ask").showModal();
}
$("ask").addEventListener("cancel", (event) => event.preventDefault());
$("ask").addEventListener("close", () => {
  token = $("token").value.trim();
  if (!token) return askToken();
  $("token").value = "";
  sessionStorage.setItem(kept, token);
  tick();
});
$("forget").addEventListener("click", () => askToken());

const number = (n) => n.toLocaleString("en");
const clock = (iso) => new Date(iso).toISOString().replace("T", " ").slice(0, 19);
function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function showStats(s) {
  for (const id of ["in", "kept", "dropped", "deadLettered"]) $(id).textContent = number(s[id]);
  const reasons = (all) => all.slice(0, 2).map((r) => r.name + " " + number(r.count)).join(" · ");
  $("droppedBy").textContent = reasons(s.droppedBy);
  $("deadLetteredBy").textContent = reasons(s.deadLetteredBy);
  $("last").textContent = s.lastEventTime ? "latest of " + clock(s.lastEventTime) : "none yet";
  $("lag").textContent = s.busLag === null ? "bus lag unknown" : s.busLag === 0 ? "lake is level with the bus" : number(s.busLag) + " on the bus, not yet in the lake";
  showArrivals(s.arrivals);
  showTop("principals", "principal", s.principals);
  showTop("services", "service", s.services);
  showTop("errors", "error", s.errors);
}

const parts = [["kept", "kept"], ["dropped", "dropped"], ["dead", "deadLettered"]];
function showArrivals(minutes) {
  const total = (m) => m.kept + m.dropped + m.deadLettered, now = Math.floor(Date.now() / 60000);
  const peak = Math.max(0, ...minutes.map(total)), svg = "http://www.w3.org/2000/svg", bars = [];
  for (const minute of minutes) {
    const ago = now - Math.floor(Date.parse(minute.minute) / 60000);
    if (ago < 0 || ago > 59) continue;
    const group = document.createElementNS(svg, "g"), title = document.createElementNS(svg, "title");
    title.textContent = clock(minute.minute).slice(11, 16) + " UTC: " + number(total(minute));
    group.append(title);
    let top = 110;
    for (const [style, field] of parts) {
      if (minute[field] === 0) continue;
      const height = Math.max(1.5, (minute[field] / peak) * 102), bar = document.createElementNS(svg, "rect");
      top -= height;
      const shape = { class: "bar-" + style, x: (59 - ago) * 10 + 1, y: top, width: 8, height };
      for (const [name, value] of Object.entries(shape)) bar.setAttribute(name, value);
      group.append(bar);
    }
    bars.push(group);
  }
  $("arrivals").replaceChildren(...bars);
  $("peak").textContent = bars.length === 0 ? "nothing came in during the last hour" : "busiest minute: " + number(peak);
  $("arrivals").setAttribute("aria-label", "Arrivals per minute: " + $("peak").textContent + ", " + bars.length + " of 60 minutes with arrivals");
}

function showTop(id, filter, counts) {
  const focused = document.activeElement?.closest?.("#" + id) ? document.activeElement.dataset.name : undefined;
  const most = counts[0]?.count ?? 1;
  $(id).replaceChildren(...counts.map(({ name, count }) => {
    const item = make("li"), button = make("button", undefined, { type: "button", title: "Search " + name });
    button.append(make("span", name), make("span", number(count), { class: "num" }));
    button.style.setProperty("--share", (100 * count) / most + "%");
    button.dataset.name = name;
    button.addEventListener("click", () => { $("filters").elements[filter].value = name; search(); $("events").scrollIntoView(); });
    item.append(button);
    return item;
  }));
  if (counts.length === 0) $(id).append(make("li", "none yet", { class: "num" }));
  if (focused !== undefined) [...$(id).querySelectorAll("button")].find((b) => b.dataset.name === focused)?.focus();
}

function rowOf(event, isNew) {
  const row = make("tr", undefined, isNew ? { class: "new" } : {}), user = event.actor.user, session = event.actor.session?.uid;
  const open = make("button", event.api.operation, { type: "button" }), operation = make("td");
  open.addEventListener("click", () => {
    $("detail-title").textContent = event.api.operation;
    $("json").textContent = JSON.stringify(event, null, 2);
    $("detail").showModal();
  });
  operation.append(open);
  const who = [user?.name ?? user?.uid ?? event.actor.invoked_by ?? "unknown", session].filter(Boolean).join(" / ");
  const from = event.src_endpoint.ip ?? event.src_endpoint.domain ?? event.src_endpoint.name ?? event.src_endpoint.uid ?? "";
  const failed = event.status_id === 2;
  row.append(make("td", clock(event.time)), operation, make("td", event.api.service.name.replace(/\.amazonaws\.com$/, "")),
    make("td", who, { title: user?.uid ?? who }), make("td", from, { class: "code" }), make("td", event.cloud.region ?? ""),
    make("td", failed ? event.status_code ?? "failure" : "ok", { class: failed ? "failed" : "fine" }));
  row.dataset.uid = event.metadata.uid;
  return row;
}

const asked = () => {
  const values = [...new FormData($("filters"))].filter(([, value]) => value.trim() !== "");
  return values.map(([name, value]) => [name, name === "from" || name === "to" ? new Date(value + "Z").toISOString() : value.trim()]);
};

/** Rows that are there already stay, so that focus and place are kept while events arrive. */
function showArrived(arrivals) {
  const fresh = arrivals.filter((a) => !shown.has(a.event.metadata.uid));
  $("rows").prepend(...fresh.map((a) => rowOf(a.event, !first)));
  while ($("rows").children.length > 200) $("rows").lastElementChild.remove();
  shown = new Set([...$("rows").children].map((row) => row.dataset.uid));
  first = false;
  nothing("No event has come in yet. Put a CloudTrail file into the landing bucket, or run cap up.");
}
const nothing = (words) => { $("none").hidden = $("rows").children.length > 0; $("none").textContent = words; };

async function search(cursor) {
  const mine = ++turn;
  try {
    const query = new URLSearchParams(asked());
    query.set("limit", "100");
    if (cursor) query.set("cursor", cursor);
    const page = await ask("events?" + query);
    if (mine !== turn) return;
    if (!cursor) $("rows").replaceChildren();
    $("rows").append(...page.events.map((event) => rowOf(event, false)));
    older = page.next;
    $("older").hidden = !older;
    $("mode").textContent = "search, newest first";
    say("ok", "Connected");
    nothing("No event matches.");
  } catch (error) {
    explain(error);
  }
}
$("filters").addEventListener("submit", (event) => { event.preventDefault(); asked().length === 0 ? live() : search(); });
$("filters").addEventListener("reset", () => setTimeout(live));
$("older").addEventListener("click", () => search(older));
function live() {
  turn += 1; shown = new Set(); first = true;
  $("rows").replaceChildren();
  $("older").hidden = true;
  $("mode").textContent = "newest arrivals first, live";
  tick();
}

async function tick() {
  if (!token || busy) return;
  busy = true;
  const mine = turn;
  try {
    const isLive = () => $("mode").textContent.endsWith("live");
    const [stats, latest] = await Promise.all([ask("stats"), isLive() ? ask("arrivals?limit=100") : undefined]);
    showStats(stats);
    // A look that began after a search, and before its answer, ends among what was found.
    if (latest && mine === turn && isLive()) showArrived(latest.arrivals);
    say("ok", "Connected");
  } catch (error) {
    explain(error);
  } finally {
    busy = false;
    // What was asked for during this look must not wait for the next turn before an empty table.
    if (mine !== turn) tick();
  }
}

if (token) tick(); else askToken();
setInterval(() => { if (!document.hidden) tick(); }, every);
document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
`;
