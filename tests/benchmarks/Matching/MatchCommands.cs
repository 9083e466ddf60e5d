using System.Globalization;
using MSPortal.Connectors.Benchmarks.Matching.Corpus;
using MSPortal.Connectors.Benchmarks.Matching.Fitting;
using MSPortal.Connectors.Benchmarks.Matching.Measuring;

namespace MSPortal.Connectors.Benchmarks.Matching;

/// <summary>The commands of the matcher's benchmark.</summary>
internal static class MatchCommands
{
    public static int Run(string command, string[] options)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var real = RealFolder(options);
        switch (command)
        {
            case "measure":
                MeasureMatcher.Run(real, RealPairs(options), withSpeed: !options.Contains("--quality-only"));
                return 0;
            case "memory":
                MeasureMemory.Run();
                return 0;
            case MeasureMemory.MeasuredCommand when options.Length == 1:
                MeasureMemory.RunMeasured(options[0]);
                return 0;
            case "fit":
                FitMatcher.Run(real, options.Contains("--dry"));
                return 0;
            case "explain":
                ExplainErrors.Run(real, new CrossFit(real).Judge());
                return 0;
            case "guards":
                CountGuards.Run(real, new CrossFit(real).Judge());
                return 0;
            default:
                return Usage();
        }
    }

    public static int Usage()
    {
        Console.Error.WriteLine("match measure [--real FOLDER] [--quality-only]   figures of the product as it is: quality, calibration and speed");
        Console.Error.WriteLine("match fit [--real FOLDER] [--dry]                fit the coefficients, write them into the product, print figures of names not fitted on");
        Console.Error.WriteLine("match memory                                     peak memory of a match of 5,000 x 20,000");
        Console.Error.WriteLine("match guards [--real FOLDER]                     what each guard holds back, right and wrong, of names not fitted on");
        Console.Error.WriteLine("match explain [--real FOLDER]                    errors on names not fitted on, for whoever improves the matcher");
        return 2;
    }

    private static IReadOnlyList<LabelledEntities> RealFolder(string[] options) => FolderOf(options) is { } folder ? LabelledFolder.Read(folder) : [];

    private static IReadOnlyList<LabelledPairs> RealPairs(string[] options) => FolderOf(options) is { } folder ? PairsFolder.Read(folder) : [];

    private static string? FolderOf(string[] options)
    {
        var at = Array.IndexOf(options, "--real");
        return at >= 0 && at + 1 < options.Length ? options[at + 1] : null;
    }
}
