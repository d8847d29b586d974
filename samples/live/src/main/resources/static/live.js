'use strict';

// Whatever comes from clients is put into the page as text, never as HTML.

const MOST_ROWS = 200;
const SOON = 14;

const table = document.querySelector('table');
const pause = document.getElementById('pause');
const advice = new Map();
let stream = null;
let lastId = null;
let rows = 0;
let missed = 0;

/** Creates an element with a class and children; strings become text. */
function element(name, className, ...children) {
    const created = document.createElement(name);
    if (className) {
        created.className = className;
    }
    created.append(...children.filter(child => child !== null && child !== undefined));
    return created;
}

/** Isolates a text from its surroundings, whatever direction its characters have. */
function isolated(text) {
    return element('bdi', '', text);
}

function say(state, text) {
    const status = document.getElementById('status');
    status.dataset.state = state;
    if (status.textContent !== text) {
        status.textContent = text;
    }
}

// The stream

function follow() {
    const opened = new EventSource(lastId === null ? 'events' : 'events?after=' + encodeURIComponent(lastId));
    stream = opened;
    opened.onopen = () => say('live', 'Live');
    opened.onerror = () => {
        say('trouble', 'Reconnecting …');
        if (opened.readyState === EventSource.CLOSED) {
            // Too many browsers: this one does not try again by itself.
            setTimeout(() => stream === opened && follow(), 5000);
        }
    };
    opened.addEventListener('handshake', event => {
        lastId = event.lastEventId;
        add(JSON.parse(event.data));
    });
    opened.addEventListener('lost', event => {
        missed += Number(event.data);
        document.getElementById('missed').textContent =
            `${missed} handshakes missed: this browser was too slow, or paused for too long`;
    });
    opened.addEventListener('summary', event => summarize(JSON.parse(event.data)));
}

function leave() {
    stream.close();
    stream = null;
    say('paused', 'Paused');
}

pause.addEventListener('click', () => {
    const paused = stream !== null;
    pause.textContent = paused ? 'Continue' : 'Pause';
    if (paused) {
        leave();
    } else {
        say('connecting', 'Connecting …');
        follow();
    }
});

// The tiles

function summarize({ totals, certificates }) {
    document.getElementById('handshakes').textContent = totals.succeeded + totals.failed;
    document.getElementById('failures').textContent = totals.failed;
    document.getElementById('resumption').textContent =
        totals.succeeded ? Math.round(100 * totals.resumed / totals.succeeded) + ' %' : '–';
    document.getElementById('certificates').replaceChildren(...certificates.map(tile));
}

function tile({ names, key, validUntil, daysLeft }) {
    const expired = daysLeft < 0;
    const days = expired ? 'expired' : daysLeft === 1 ? '1 day left' : `${daysLeft} days left`;
    const item = element('li', expired ? 'expired' : daysLeft < SOON ? 'soon' : '',
        element('b', '', names.join(', ')),
        element('span', 'days', days),
        element('span', '', key));
    item.title = 'valid until ' + new Date(validUntil).toLocaleString();
    return item;
}

// The table

function add(handshake) {
    const { id, time, side, context, outcome, serverName, match, certificate, version, cipher, resumed } = handshake;
    const toggle = element('button', '', new Date(time).toLocaleTimeString([], { hour12: false }));
    toggle.type = 'button';
    toggle.setAttribute('aria-expanded', 'false');
    const row = element('tr', '',
        element('td', '', toggle),
        element('td', '', context, element('small', '', side)),
        element('td', 'outcome', outcome),
        element('td', 'name', serverName === null ? '–' : isolated(serverName),
            match === 'default' ? element('small', '', 'unknown name') : null),
        element('td', 'wide', certificate ? certificate.names[0] : '–',
            certificate ? element('small', '', certificate.key) : null),
        element('td', 'medium', version ?? '–'),
        element('td', 'wide cipher', cipher ?? '–'),
        element('td', 'medium', resumed === null ? '–' : resumed ? 'yes' : 'no'),
        element('td', 'medium number', duration(handshake)));
    const body = element('tbody', outcome, row);
    body.dataset.id = id;
    row.addEventListener('click', () => toggleDetails(body, toggle, handshake));
    if (handshake.reason !== null) {
        body.append(words(handshake));
    }
    table.tHead.after(body);
    if (++rows > MOST_ROWS) {
        table.tBodies[table.tBodies.length - 1].remove();
        rows--;
    }
}

/** Returns a row with one cell. */
function spanning(className, ...children) {
    const cell = element('td', 'spanning', ...children);
    cell.colSpan = visibleColumns();
    return element('tr', className, cell);
}

function visibleColumns() {
    return [...table.tHead.rows[0].cells].filter(cell => cell.offsetParent !== null).length;
}

window.addEventListener('resize', () => {
    const columns = visibleColumns();
    table.querySelectorAll('.spanning').forEach(cell => { cell.colSpan = columns });
});

function duration({ durationMillis }) {
    return durationMillis.toFixed(durationMillis < 10 ? 1 : 0) + ' ms';
}

/** Returns a row with why a handshake failed, and what to do about it. */
function words(handshake) {
    const action = element('p', 'action');
    const reason = element('b', '', handshake.reason.replaceAll('_', ' '));
    const message = handshake.message === null ? null : isolated(handshake.message);
    const row = spanning('words', element('p', 'message', reason, message && ': ', message), action);
    advise(handshake).then(found => {
        if (found) {
            const guide = element('a', '', 'More');
            guide.href = found.guide;
            guide.rel = 'noreferrer';
            guide.target = '_blank';
            guide.addEventListener('click', event => event.stopPropagation());
            action.append(found.action + ' ', guide);
        }
    });
    return row;
}

/** Asks the actuator what to do, once for each side, context and reason. */
function advise({ side, context, reason }) {
    const key = `${side} ${context} ${reason}`;
    if (!advice.has(key)) {
        const query = new URLSearchParams({ context, reason });
        advice.set(key, fetch('actuator/tlshandshakes?' + query)
            .then(response => response.json())
            .then(({ failures }) => failures.find(failure => failure.side === side))
            .catch(() => undefined)
            .then(found => {
                if (!found) {
                    advice.delete(key);
                }
                return found;
            }));
    }
    return advice.get(key);
}

function toggleDetails(body, toggle, handshake) {
    const shown = body.querySelector('.details');
    toggle.setAttribute('aria-expanded', String(!shown));
    if (shown) {
        shown.remove();
    } else {
        body.append(details(handshake));
    }
}

function details(handshake) {
    const { certificate, offer } = handshake;
    const facts = [
        ['Client', handshake.remoteAddress],
        ['TLS implementation', handshake.implementation],
        ['Got as far as', handshake.stage],
        ['Certificate', certificate && `${certificate.names.join(', ')} (${certificate.key})`],
        ['Version', handshake.version],
        ['Cipher suite', handshake.cipher],
        ['Group', handshake.group],
        ['ALPN protocol', handshake.protocol],
        ['Duration', duration(handshake)],
        ['JA4', offer?.ja4],
        ['Versions offered', offer?.versions.join(', ')],
        ['Cipher suites offered', offer?.ciphers.join(', ')],
        ['Groups offered', offer?.groups.join(', ')],
        ['Signature algorithms offered', offer?.signatureAlgorithms.join(', ')],
        ['ALPN protocols offered', offer?.protocols.join(', ')],
    ];
    const list = element('dl', '');
    for (const [name, value] of facts) {
        if (value) {
            list.append(element('dt', '', name), element('dd', '', isolated(value)));
        }
    }
    return spanning('details', list);
}

// The examples

for (const button of document.querySelectorAll('[data-example]')) {
    button.addEventListener('click', async () => {
        button.disabled = true;
        try {
            const response = await fetch('connect/' + button.dataset.example, { method: 'POST' });
            if (response.status === 429) {
                say('trouble', 'Too many connections; wait a few seconds');
            }
        } catch {
            say('trouble', 'The server does not answer');
        } finally {
            button.disabled = false;
        }
    });
}

follow();
