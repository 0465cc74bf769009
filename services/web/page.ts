/** The page: structure only. Addresses are relative, since a load balancer may show it under a path of its own. */
export const pageHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>CAP events</title>
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="page.css">
<script src="page.js" type="module"></script>
</head>
<body>
<a class="skip" href="#events">Skip to the events</a>
<header>
  <h1><img src="icon.svg" alt="" width="26" height="26"> CAP <span>security events</span></h1>
  <p id="state" role="status" data-state="wait">Connecting</p>
  <nav><a href="docs/">API</a> <button type="button" id="forget" class="quiet">Change token</button></nav>
</header>
<p id="fault" role="alert" hidden></p>
<main>
  <section class="tiles" aria-label="Counts of the whole lake">
    <dl><dt>Events in</dt><dd id="in">–</dd><dd class="note" id="lag"></dd></dl>
    <dl class="kept"><dt>Kept</dt><dd id="kept">–</dd><dd class="note" id="last"></dd></dl>
    <dl class="dropped"><dt>Dropped</dt><dd id="dropped">–</dd><dd class="note" id="droppedBy"></dd></dl>
    <dl class="dead"><dt>Dead-lettered</dt><dd id="deadLettered">–</dd><dd class="note" id="deadLetteredBy"></dd></dl>
  </section>
  <section class="card" aria-labelledby="arrivals-title">
    <h2 id="arrivals-title">Arrivals per minute <small id="arrivals-note">last hour</small></h2>
    <svg id="arrivals" role="img" viewBox="0 0 600 110" preserveAspectRatio="none" aria-label="No arrivals yet"></svg>
    <p class="axis" aria-hidden="true"><span>60 min ago</span><span id="peak"></span><span>now</span></p>
  </section>
  <div class="tops">
    <section class="card"><h2>Top principals <small>of all kept events</small></h2><ol id="principals"></ol></section>
    <section class="card"><h2>Top services <small>of all kept events</small></h2><ol id="services"></ol></section>
    <section class="card"><h2>Top errors <small>of all kept events</small></h2><ol id="errors"></ol></section>
  </div>
  <section class="card" id="events" tabindex="-1" aria-labelledby="events-title">
    <h2 id="events-title">Events <small id="mode">newest arrivals first, live</small></h2>
    <form id="filters" aria-label="Filters">
      <label>From, UTC <input name="from" type="datetime-local" step="1"></label>
      <label>To, UTC <input name="to" type="datetime-local" step="1"></label>
      <label>Service <input name="service" placeholder="s3" size="10"></label>
      <label>Operation <input name="operation" placeholder="GetObject" size="14"></label>
      <label>Principal <input name="principal" placeholder="name, ARN or key id" size="18"></label>
      <label>Source <input name="sourceIp" placeholder="203.0.113.9" size="13"></label>
      <label>Error <input name="error" placeholder="true, false or a code" size="17"></label>
      <label>Region <input name="region" placeholder="eu-west-1" size="10"></label>
      <button type="submit">Search</button> <button type="reset" class="quiet">Live</button>
    </form>
    <div class="scroll" role="region" aria-label="Events" tabindex="0">
      <table>
        <thead><tr><th scope="col">Time (UTC)</th><th scope="col">Operation</th><th scope="col">Service</th>
          <th scope="col">Principal</th><th scope="col">Source</th><th scope="col">Region</th><th scope="col">Result</th></tr></thead>
        <tbody id="rows"></tbody>
      </table>
    </div>
    <p id="none" hidden></p>
    <button type="button" id="older" class="quiet" hidden>Older events</button>
  </section>
</main>
<dialog id="ask" aria-labelledby="ask-title">
  <form method="dialog">
    <h2 id="ask-title">API token</h2>
    <p id="ask-why">The token of this environment. It stays in this tab and is forgotten when the tab closes.</p>
    <label>Token <input id="token" type="password" autocomplete="off" required></label>
    <button type="submit">Show events</button>
  </form>
</dialog>
<dialog id="detail" aria-labelledby="detail-title">
  <form method="dialog"><h2 id="detail-title"></h2><button class="quiet">Close</button></form>
  <pre id="json" tabindex="0"></pre>
</dialog>
<noscript>This page needs JavaScript; the API under docs/ does not.</noscript>
</body>
</html>
`;

/** The page's mark. */
export const iconSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8"
 fill="#2563eb"/><path d="M6 20h5l3-9 4 13 3-8h5" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"
 stroke-linejoin="round"/></svg>
`;
