using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using MSPortal.Connectors.Core.Matching.Scoring;

namespace MSPortal.Connectors.Benchmarks.Matching.Fitting;

/// <summary>Writes the fitted weights as the product's source file.</summary>
internal static class CoefficientsFile
{
    private const string FromRoot = "core/MSPortal.Connectors.Core/Matching/Scoring/Coefficients.cs";

    public static void Write(MatchWeights weights)
    {
        var text = new StringBuilder()
            .Append("namespace MSPortal.Connectors.Core.Matching.Scoring;\n\n")
            .Append("/// <summary>The fitted weights of the features; written by the benchmark's fit command.</summary>\n")
            .Append("internal static class Coefficients\n{\n")
            .Append(CultureInfo.InvariantCulture, $"    public const float Intercept = {weights.Intercept:0.0000}f;\n\n")
            .Append("    /// <summary>The highest confidence: the same name is not always the same company.</summary>\n")
            .Append(CultureInfo.InvariantCulture, $"    public const double Ceiling = {weights.Ceiling:0.0000};\n\n")
            .Append("    /// <summary>One weight for each <see cref=\"Feature\"/>, in its order.</summary>\n")
            .Append("    public static readonly float[] Weights =\n    [\n");
        foreach (var feature in Enum.GetValues<Feature>())
        {
            text.Append(CultureInfo.InvariantCulture, $"        {weights.Features[(int)feature]:0.0000}f, // {feature}\n");
        }

        text.Append("    ];\n\n    /// <summary>One weight for each part of <see cref=\"Scoring.Sureness.Of\"/>, in its order.</summary>\n")
            .Append(CultureInfo.InvariantCulture, $"    public static readonly double[] Sureness = [{string.Join(", ", weights.Sureness.Select(weight => weight.ToString("0.0000", CultureInfo.InvariantCulture)))}];\n}}\n");
        File.WriteAllText(Path.Combine(Root(), FromRoot), text.ToString());
    }

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../.."));
}
