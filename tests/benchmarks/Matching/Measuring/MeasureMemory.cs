using System.Diagnostics;
using System.Globalization;
using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Core.Matching;

namespace MSPortal.Connectors.Benchmarks.Matching.Measuring;

/// <summary>
/// Peak memory of a process that reads names from a file and does nothing but the large match: once as the runtime keeps house
/// here (by the processor's cache, in which it lets garbage lie), and once in a heap that is given no more than is needed.
/// </summary>
internal static class MeasureMemory
{
    /// <summary>The command of the process that is measured.</summary>
    public const string MeasuredCommand = "memory-of";

    private const int Seed = 42;
    private const string HeapLimitVariable = "DOTNET_GCHeapHardLimit";

    // 48 MB, in the hexadecimal that the runtime reads.
    private const string SmallHeap = "3000000";

    public static void Run()
    {
        var file = Path.GetTempFileName();
        try
        {
            WriteNames(file);
            Console.WriteLine("== peak memory of a process, 5,000 x 20,000");
            Measure(file, null, "as the runtime keeps house here, by the processor's cache");
            Measure(file, SmallHeap, "in a heap of 48 MB at most");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the measured process does.</summary>
    public static void RunMeasured(string file)
    {
        var targets = new List<MatchTarget>();
        var queries = new List<MatchQuery>();
        foreach (var line in File.ReadLines(file))
        {
            var parts = line.Split('\t');
            if (parts[0] == "target")
            {
                targets.Add(new MatchTarget(parts[1], parts[2], []));
            }
            else
            {
                queries.Add(new MatchQuery(parts[1], parts[2], parts[3].Length > 0 ? parts[3] : null));
            }
        }

        var before = Peak();
        var watch = Clock.Start();
        var results = new NameMatcher(targets).MatchAll(queries);
        var seconds = watch.Seconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Peak():0} MB, of which {before:0} MB stood before the matcher began; {results.Count(result => result.Verdict is MatchVerdict.Automatic)} automatic of {results.Count}; {seconds:0.0} s of processor time, JIT included"));
    }

    private static void Measure(string file, string? heapLimit, string title)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(MeasureMemory).Assembly.Location);
        }

        start.ArgumentList.Add("match");
        start.ArgumentList.Add(MeasuredCommand);
        start.ArgumentList.Add(file);
        if (heapLimit is not null)
        {
            start.Environment[HeapLimitVariable] = heapLimit;
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The measured process ended with {process.ExitCode}: {said}");
        }

        Console.WriteLine($"   {title}: {said}");
    }

    private static void WriteNames(string file)
    {
        var corpus = new CorpusGenerator(Seed).Generate(20_000, 5000);
        File.WriteAllLines(file,
        [
            .. corpus.Targets.Select(target => $"target\t{target.Key}\t{OneLine(target.Name)}"),
            .. corpus.Cases.Select(one => $"query\t{one.Query.Key}\t{OneLine(one.Query.Name)}\t{OneLine(one.Query.ParentName ?? "")}"),
        ]);
    }

    private static string OneLine(string name) => string.Join(' ', name.Split(['\t', '\r', '\n']));

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1_048_576d;
    }
}
