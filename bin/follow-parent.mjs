// Preloaded into the processes `npm start` starts (node --import). When the parent is gone, however it went, its
// end of this channel closes, and the child asks itself to stop: a killed `npm start` leaves no API on the port.
process.channel?.unref();
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
