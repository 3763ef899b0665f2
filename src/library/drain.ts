/**
 * Hands each value of a generator to `take` and gives what the generator returns. Where `take` fails, the generator
 * is told to clean up before the failure goes on.
 */
export async function drain<T, R>(values: AsyncGenerator<T, R>, take: (value: T) => void | Promise<void>): Promise<R> {
  try {
    let step = await values.next();
    while (step.done !== true) {
      await take(step.value);
      step = await values.next();
    }
    return step.value;
  } catch (error) {
    // After a failure nobody reads what the generator would return.
    await values.return(undefined as never);
    throw error;
  }
}
