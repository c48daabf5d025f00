// Sets the theme before the first paint. The choice is kept in this browser; without one, the system decides.
(() => {
  const key = 'btf-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const apply = () => { document.documentElement.dataset.theme = read() ?? (system.matches ? 'dark' : 'light'); };
  system.addEventListener('change', apply);
  globalThis.btfTheme = {
    current: () => document.documentElement.dataset.theme,
    toggle() {
      const next = this.current() === 'dark' ? 'light' : 'dark';
      try { localStorage.setItem(key, next); } catch { /* The choice lasts as long as the page. */ }
      document.documentElement.dataset.theme = next;
      document.dispatchEvent(new Event('btf-theme'));
    },
  };
  apply();
})();
