/**
 * What browsers run: filters and sorting, which the page can be read without. It makes elements and sets their text;
 * nothing becomes markup.
 */
export const SCRIPT = `
'use strict';
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const severities = ['informational', 'low', 'medium', 'high', 'critical'];
  const bar = document.getElementById('filters');
  const groups = document.getElementById('groups');
  const sections = all('details.detection').map((node) => ({
    node,
    list: node.querySelector('.list'),
    title: node.querySelector('.title').textContent,
    techniques: node.dataset.techniques.split(' '),
    findings: all('details.finding', node).map((finding) => ({ node: finding })),
    state: node.querySelector('summary').appendChild(make('span', { className: 'quiet' })),
  }));
  if (sections.length === 0) return;

  const labelled = (text, control) => bar.appendChild(make('label', {}, text, control)).lastChild;
  const choice = (options) => make('select', {}, ...options.map(([value, text]) => make('option', { value }, text)));
  const search = (hint) => make('input', { type: 'search', placeholder: hint, autocomplete: 'off', spellcheck: false });
  const text = labelled('Text (press /)', search('words, all of them'));
  const severity = labelled('Severity', choice([['0', 'any'], ['1', 'low and above'], ['2', 'medium and above'], ['3', 'high and above'], ['4', 'critical']]));
  const entity = labelled('Entity', search('user, computer, ...'));
  const technique = labelled('Technique', search('T1059 or T1059.001'));
  const order = labelled('Sort by', choice([['severity', 'severity'], ['score', 'risk score'], ['count', 'number of findings'], ['earliest', 'time, earliest first'], ['latest', 'time, latest first'], ['name', 'name']]));
  const button = (label, action) => bar.appendChild(make('button', { type: 'button', onclick: action }, label));
  const said = make('output', {});

  const textOf = (section, finding) =>
    (finding.text ??= (section.title + ' ' + finding.node.textContent).toLowerCase());
  const entitiesOf = (finding) =>
    (finding.entities ??= all('.entity', finding.node).map((node) => node.textContent.toLowerCase()));

  const wanted = () => {
    const words = text.value.toLowerCase().split(' ').filter((word) => word !== '');
    const who = entity.value.trim().toLowerCase();
    const least = Number(severity.value);
    return (section, finding) =>
      severities.indexOf(finding.node.dataset.severity) >= least &&
      (who === '' || entitiesOf(finding).some((name) => name.includes(who))) &&
      words.every((word) => textOf(section, finding).includes(word));
  };

  const isOfTechnique = (section) => {
    const id = technique.value.trim().toUpperCase();
    return id === '' || section.techniques.some((one) => one === id || one.startsWith(id + '.'));
  };

  const apply = () => {
    const isWanted = wanted();
    let [shown, count] = [0, 0];
    for (const section of sections) {
      const isOpen = isOfTechnique(section);
      let matched = 0;
      for (const finding of section.findings) {
        const isShown = isOpen && isWanted(section, finding);
        finding.node.hidden = !isShown;
        if (isShown) matched++;
      }
      const isFiltered = matched !== section.findings.length;
      section.state.textContent = isFiltered ? ' · ' + matched + ' match' : '';
      section.node.hidden = matched === 0 && (isFiltered || !isOpen || isAnyFilter());
      shown += matched;
      count += section.findings.length;
    }
    const beyond = document.getElementById('left-out') ? '; those that the report leaves out are not searched' : '';
    said.textContent = isAnyFilter() ? shown + ' of ' + count + ' findings match' + beyond : '';
  };
  const isAnyFilter = () =>
    text.value.trim() !== '' || entity.value.trim() !== '' || technique.value.trim() !== '' || severity.value !== '0';

  const figure = (name, empty) => ({ node }) => (node.dataset[name] === undefined ? empty : Number(node.dataset[name]));
  const orders = {
    severity: (one) => -severities.indexOf(one.node.dataset.severity),
    score: (one) => -figure('score', 0)(one),
    count: (one) => -figure('count', 0)(one),
    earliest: figure('time', Infinity),
    latest: (one) => -figure('time', -Infinity)(one),
    name: (one) => one.title,
  };
  const compare = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
  const sorted = (items, key) => [...items].sort((a, b) => compare(key(a), key(b)));
  const sort = () => {
    const key = orders[order.value];
    groups.append(...sorted(sections, key).map(({ node }) => node));
    const isTime = order.value === 'earliest' || order.value === 'latest';
    for (const { list, findings } of sections) {
      list.append(...(isTime ? sorted(findings, key) : findings).map(({ node }) => node));
    }
  };

  const clear = () => {
    for (const field of [text, entity, technique]) field.value = '';
    severity.value = '0';
    apply();
  };
  const open = (isOpen) => {
    for (const { node, findings } of sections) {
      if (node.hidden) continue;
      node.open = isOpen;
      for (const finding of findings) if (!finding.node.hidden) finding.node.open = isOpen;
    }
  };
  const show = (field, value) => {
    field.value = value;
    apply();
    document.getElementById('findings').scrollIntoView();
    field.focus({ preventScroll: true });
  };

  button('Clear', clear);
  button('Open all', () => open(true));
  button('Close all', () => open(false));
  bar.append(said);
  for (const field of [text, entity, technique]) field.addEventListener('input', apply);
  severity.addEventListener('change', apply);
  order.addEventListener('change', sort);

  /** Puts what an element holds into a button. */
  const pressable = (node, hint, action) => {
    const pressed = make('button', { type: 'button', className: 'quiet-button', title: hint, onclick: action }, ...node.childNodes);
    node.append(pressed);
    return pressed;
  };
  for (const node of all('.matrix .fired')) {
    const id = node.dataset.technique;
    pressable(node.querySelector('.name'), 'show the findings of ' + id, () => show(technique, id));
  }
  for (const node of all('.who')) {
    const name = node.textContent;
    pressable(node, 'show the findings of this entity', () => show(entity, name));
  }

  const numberOf = (cell) => (/^[0-9]/.test(cell) ? Number.parseFloat(cell.replaceAll(',', '')) : NaN);
  const sortRows = (table, column, sign) => {
    const body = table.tBodies[0];
    const isTime = body.querySelector('td:nth-child(' + (column + 1) + ') time') !== null;
    const keyed = [...body.rows].map((row) => ({ row, cell: row.cells[column].textContent }));
    const byCell = (a, b) => {
      const [first, second] = isTime ? [NaN, NaN] : [numberOf(a.cell), numberOf(b.cell)];
      const isNumber = !Number.isNaN(first) && !Number.isNaN(second) && column > 1;
      return sign * (isNumber ? first - second : compare(a.cell, b.cell));
    };
    body.append(...keyed.sort(byCell).map(({ row }) => row));
  };
  for (const table of all('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      pressable(head, 'sort', () => {
        const sign = head.ariaSort === 'descending' ? 1 : -1;
        for (const other of heads) other.ariaSort = null;
        head.ariaSort = sign === 1 ? 'ascending' : 'descending';
        sortRows(table, column, sign);
      });
    });
  }

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.matches('input, select');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      text.focus();
    }
    if (event.key === 'Escape' && isTyping) clear();
  });
})();
`;
