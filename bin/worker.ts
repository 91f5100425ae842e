// A stand-in until the worker is here: it lives until it is asked to stop.
const life = setInterval(() => {}, 60_000);
process.once('SIGTERM', () => clearInterval(life));
export {};
