using System.Reflection;

namespace MSPortal.Connectors.Core.Plugins;

/// <summary>Puts into words why a connector could not be loaded.</summary>
internal static class LoadFailure
{
    public static (string Reason, string Cure) Explain(Exception exception) => exception switch
    {
        BrokenConnectorException broken => (broken.Message, broken.Cure),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Explain(first),
        FileNotFoundException or FileLoadException =>
            ($"It needs {Missing(exception)}, which is not in its folder.", BrokenConnectorException.CopyAgain),
        BadImageFormatException bad =>
            ($"{bad.FileName ?? "A file in its folder"} is not a .NET assembly.", BrokenConnectorException.CopyAgain),
        TypeLoadException or MissingMemberException =>
            ($"It does not fit this host or the packages in its folder: {exception.Message}", BrokenConnectorException.AskAuthor),
        _ => ($"It failed with {exception.GetType().Name}: {exception.Message}", BrokenConnectorException.AskAuthor),
    };

    private static string Missing(Exception exception)
    {
        var name = exception switch
        {
            FileNotFoundException missing => missing.FileName,
            FileLoadException refused => refused.FileName,
            _ => null,
        };

        // An assembly's display name: "CsvHelper, Version=33.0.0.0, Culture=neutral, ...".
        return name?.Split(',')[0] ?? "a file";
    }
}
