using CsCheck;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>
/// Plays random sequences of steps that can be played again. The short form always plays the same ones, so that a commit
/// passes or fails whoever runs it; the long form, chosen with MSPORTAL_TEST_LONG=1, begins anew each time. What
/// MSPORTAL_TEST_SEED holds begins either: a failure tells the seed that begins with the sequence that failed.
/// </summary>
internal static class Sequences
{
    private const string LongVariable = "MSPORTAL_TEST_LONG";
    private const string SeedVariable = "MSPORTAL_TEST_SEED";
    private const ulong ShortSeed = 20_261_124;

    // A failure is told with few steps or, after so many replays, with what is left by then.
    private const int MostReplays = 150;

    private static bool IsLong => Environment.GetEnvironmentVariable(LongVariable) == "1";

    /// <param name="row">Sets rows of sequences apart: each has its own in the short form.</param>
    /// <param name="play">Plays a sequence from the beginning; throws when something is not as it should be.</param>
    public static async Task PlayAsync<T>(Gen<T[]> sequences, uint row, int count, int longCount, Func<T[], Task> play)
    {
        var random = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } seed ? PCG.Parse(seed)
            : IsLong ? new PCG(row)
            : new PCG(row, ShortSeed);
        for (var number = 1; number <= (IsLong ? longCount : count); number++)
        {
            var begin = random.ToString();
            var sequence = sequences.Generate(random, null, out _);
            if (await FailureOfAsync(play, sequence) is not { } failure)
                continue;

            var (least, last) = await ShrinkAsync(play, sequence, failure);
            Assert.Fail(
                $"Sequence {number} failed; {SeedVariable}={begin} begins with it.\nOf its {sequence.Length} steps these do:\n  {string.Join("\n  ", least)}\n{last}");
        }
    }

    // Leaves out one step after the other for as long as it still fails.
    private static async Task<(T[] Least, Exception Failure)> ShrinkAsync<T>(Func<T[], Task> play, T[] sequence, Exception failure)
    {
        var replays = 0;
        for (var at = sequence.Length - 1; at >= 0 && replays < MostReplays;)
        {
            T[] less = [.. sequence[..at], .. sequence[(at + 1)..]];
            replays++;
            if (await FailureOfAsync(play, less) is { } still)
                (sequence, failure, at) = (less, still, less.Length - 1);
            else
                at--;
        }

        return (sequence, failure);
    }

    private static async Task<Exception?> FailureOfAsync<T>(Func<T[], Task> play, T[] sequence)
    {
        try
        {
            await play(sequence);
            return null;
        }
        catch (Exception e) when (!TestWorld.Token.IsCancellationRequested)
        {
            return e;
        }
    }
}
