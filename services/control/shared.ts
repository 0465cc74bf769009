/**
 * One reading at a time, whose answer is shared by all who ask until it is `freshMs` old. One that failed is told to those
 * who wait for it, and not kept for the next who asks.
 */
export function shared<T>(read: () => Promise<T>, freshMs: number): () => Promise<T> {
  let last: { until: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (last !== undefined && Date.now() < last.until) return last.answer;
    // However long it takes, nobody begins another reading meanwhile.
    const mine = { until: Number.POSITIVE_INFINITY, answer: read() };
    last = mine;
    mine.answer.then(
      () => {
        mine.until = Date.now() + freshMs;
      },
      () => {
        mine.until = 0;
      },
    );
    return mine.answer;
  };
}
