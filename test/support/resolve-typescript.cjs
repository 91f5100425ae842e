// Source files import each other as `./name.js`, as Node and the compiler want it; on disk it is `name.ts`.
const typescript = { '.js': ['.ts', '.tsx'], '.jsx': ['.tsx'], '.mjs': ['.mts'] };

module.exports = (request, options) => {
  const relative = request.startsWith('.') || request.startsWith('/');
  try {
    return options.defaultResolver(request, options);
  } catch (failure) {
    const ending = /\.m?jsx?$/.exec(request)?.[0];
    if (!relative || !ending) throw failure;
    for (const other of typescript[ending] ?? []) {
      try {
        return options.defaultResolver(request.slice(0, -ending.length) + other, options);
      } catch {
        // The next ending, or the first failure below.
      }
    }
    throw failure;
  }
};
