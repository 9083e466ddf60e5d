using System.Runtime.CompilerServices;

// The benchmark fits the coefficients, so it needs the features behind a confidence.
[assembly: InternalsVisibleTo("MSPortal.Connectors.Benchmarks")]
