// Shows a picture that .NET has drawn. Its styles go into a shadow root, so that they stay with the picture and need no inline style element.
const shown = new Map();
const dark = '@media(prefers-color-scheme:dark)';

function paint(id) {
  const { root, rules } = shown.get(id);
  const sheet = new CSSStyleSheet();
  const theme = globalThis.btfTheme.current();
  sheet.replaceSync(rules.replace(dark, theme === 'dark' ? '@media all' : '@media not all') + ':host{display:block}svg{display:block}g.link{cursor:pointer}');
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

const titleOf = event => event.composedPath().find(node => node instanceof SVGGElement)?.querySelector(':scope > title')?.textContent ?? '';

// The picture begins with one style element. It is cut out before parsing, because the content security policy refuses it in place.
function split(svg) {
  const start = svg.indexOf('<style>');
  const end = svg.indexOf('</style>');
  return start < 0 || end < start ? ['', svg] : [svg.slice(start + 7, end), svg.slice(0, start) + svg.slice(end + 8)];
}

export function show(id, svg, onPick, onHover) {
  const host = document.getElementById(id);
  if (!host) {
    return;
  }

  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const [rules, bare] = split(svg);
  const picture = new DOMParser().parseFromString(bare, 'image/svg+xml').documentElement;
  for (const part of picture.querySelectorAll('g > title')) {
    part.parentNode.classList.add('link');
  }

  picture.onclick = event => onPick(titleOf(event));
  picture.onmousemove = event => onHover(titleOf(event));
  picture.onmouseleave = () => onHover('');
  root.replaceChildren(document.adoptNode(picture));
  shown.set(id, { root, rules });
  paint(id);
  performance.mark('btf-drawn');
}
