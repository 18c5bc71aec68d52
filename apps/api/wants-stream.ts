/** Whether a reader accepts a stream of events: nobody names that type who doesn't want it. */
export const wantsStream = (accept = ''): boolean =>
  accept.split(',').some((range) => /^\s*text\/event-stream\s*(;|$)/i.test(range) && !/;\s*q=0(\.0*)?\s*(;|$)/i.test(range))
