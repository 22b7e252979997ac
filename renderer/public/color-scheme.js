// Runs before the first paint, so that a dark page never flashes white. A file of its own: the content security
// policy takes no inline script. The key is the one that theme/theme.ts gives to Mantine.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('cloudcube.color-scheme');
  } catch {
    // Storage is switched off in this browser: the system decides.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
