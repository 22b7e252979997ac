// The door of every npm script. Plain old syntax: it must parse on any Node to say which one is needed.
var version = process.versions.node;

if (parseInt(version, 10) < 24) {
  console.error(
    'CloudCube needs Node 24 or newer; this is v' +
      version +
      '. Run it through npm (npm start brings its own Node 24 on Linux and Windows), or install Node 24.',
  );
  process.exit(2);
} else {
  // The named script becomes argv[1] and sees only its own flags, as if Node had been started with it.
  void import('node:url').then(function (url) {
    var target = new URL('../' + process.argv[2], import.meta.url);
    process.argv.splice(1, 2, url.fileURLToPath(target));
    return import(target.href);
  });
}
