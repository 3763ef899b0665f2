/** The error function, to the precision of a double. Source: NIST Handbook of Mathematical Functions, 7.6.2 and 7.9.3. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x > 27) return 0;
  return x < 2.5 ? 1 - erfSeries(x) : erfcFraction(x);
}

/** All terms are positive, so that none cancels another. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The continued fraction from its far end; for 2.5 and more 60 levels are enough. */
function erfcFraction(x: number): number {
  let rest = 0;
  for (let level = 60; level > 0; level--) rest = level / 2 / (x + rest);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + rest);
}

/** The share of a standard normal distribution below `z`. */
export function normalCumulative(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** The `z` below which a share `p` of a standard normal distribution lies; infinite for 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = firstGuess(p);
  // Halley's method: the digits treble with each step.
  for (let step = 0; step < 4; step++) {
    const error = (normalCumulative(z) - p) / normalDensity(z);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

/** Good to three digits. Source: Abramowitz and Stegun, 26.2.23. */
function firstGuess(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return -(
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  );
}
