// Shows a picture that .NET has drawn. Its styles go into a shadow root, so that they stay with the picture and need no inline style element.
const shown = new Map();
const dark = '@media(prefers-color-scheme:dark)';

// A picture shrinks to the page's width as far as its text can be read.
const leastScale = 0.75;

function paint(id) {
  const { root, rules, width } = shown.get(id);
  const sheet = new CSSStyleSheet();
  const theme = globalThis.btfTheme.current();
  sheet.replaceSync(rules.replace(dark, theme === 'dark' ? '@media all' : '@media not all')
    + `:host{display:block}svg{display:block;width:100%;max-width:${width}px;min-width:${width * leastScale}px;height:auto}g.link{cursor:pointer}g:focus{outline:none}g:focus-visible>path{stroke:var(--fg);stroke-width:2.5}`);
  root.adoptedStyleSheets = [sheet];
}

document.addEventListener('btf-theme', () => {
  for (const id of [...shown.keys()]) {
    if (document.getElementById(id)) {
      paint(id);
    } else {
      shown.delete(id);
    }
  }
});

const titleOfPart = part => part?.querySelector(':scope > title')?.textContent ?? '';
const titleOf = event => titleOfPart(event.composedPath().find(node => node instanceof SVGGElement));
const pathOf = part => titleOfPart(part).split(':')[0];

// Structures can be unfolded: the class of their outline is "s", and "o" once they are. The keyboard reaches them as one group, with the arrows within.
function structuresOf(picture) {
  const parts = [];
  for (const outline of picture.querySelectorAll('g > path.s, g > path.o')) {
    const part = outline.parentNode;
    if (titleOfPart(part).includes(': ')) {
      part.setAttribute('role', 'button');
      part.setAttribute('aria-expanded', String(outline.classList.contains('o')));
      part.setAttribute('tabindex', '-1');
      parts.push(part);
    }
  }

  return parts;
}

function onKey(event, parts, onPick) {
  const at = parts.indexOf(event.target);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (at >= 0 && step !== undefined) {
    parts[Math.min(Math.max(at + step, 0), parts.length - 1)].focus();
  } else if (at >= 0 && (event.key === 'Enter' || event.key === ' ')) {
    onPick(titleOfPart(event.target));
  } else {
    return;
  }

  event.preventDefault();
}

// The picture begins with one style element. It is cut out before parsing, because the content security policy refuses it in place.
function split(svg) {
  const start = svg.indexOf('<style>');
  const end = svg.indexOf('</style>');
  return start < 0 || end < start ? ['', svg] : [svg.slice(start + 7, end), svg.slice(0, start) + svg.slice(end + 8)];
}

export function show(id, svg, canPick, onPick, onHover) {
  const host = document.getElementById(id);
  if (!host) {
    return;
  }

  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const [rules, bare] = split(svg);
  const picture = new DOMParser().parseFromString(bare, 'image/svg+xml').documentElement;
  const focused = root.activeElement === null ? null : pathOf(root.activeElement);
  if (canPick) {
    for (const part of picture.querySelectorAll('g > title')) {
      part.parentNode.classList.add('link');
    }

    // An image has no parts for those who do not see it.
    picture.setAttribute('role', 'group');
    const parts = structuresOf(picture);
    parts[0]?.setAttribute('tabindex', '0');
    picture.onclick = event => onPick(titleOf(event));
    picture.onkeydown = event => onKey(event, parts, onPick);
    picture.addEventListener('focusin', event => onHover(titleOf(event)));
  }

  picture.onmousemove = event => onHover(titleOf(event));
  picture.onmouseleave = () => onHover('');
  root.replaceChildren(document.adoptNode(picture));
  if (focused !== null) {
    [...picture.querySelectorAll('g[tabindex]')].find(part => pathOf(part) === focused)?.focus({ preventScroll: true });
  }

  shown.set(id, { root, rules, width: picture.width.baseVal.value });
  paint(id);
  performance.mark('btf-drawn');
}
