using System.Runtime.CompilerServices;
using MSPortal.Connectors.Sdk.Connect;
using PublicApiGenerator;

namespace MSPortal.Connectors.Tests.Pure.Sdk;

public sealed class SdkSurfaceTests
{
    [Fact]
    public void The_sdk_changes_only_on_purpose()
    {
        var file = Path.Combine(Folder(), "approved-sdk-surface.txt");
        var difference = ApprovedText.FirstDifference(File.Exists(file) ? File.ReadAllText(file) : "", Surface());
        if (difference is null)
            return;

        var received = Path.Combine(AppContext.BaseDirectory, "received-sdk-surface.txt");
        File.WriteAllText(received, Surface() + "\n");
        Assert.Fail(
            $"The SDK's public surface differs from what was approved, first in {difference}{Environment.NewLine}"
            + $"If that is on purpose, and breaks no connector: cp {received} {file}");
    }

    [Fact]
    public void A_change_would_be_noticed_and_shown()
    {
        var changed = Surface().Replace("ReadAsync", "FetchAsync", StringComparison.Ordinal);

        var difference = ApprovedText.FirstDifference(Surface(), changed);

        Assert.Contains("ReadAsync", difference);
        Assert.Contains("FetchAsync", difference);
    }

    [Fact]
    public void An_addition_would_be_noticed_and_an_end_of_line_would_not()
    {
        Assert.Contains("now:      new line", ApprovedText.FirstDifference(Surface(), Surface().TrimEnd() + "\nnew line"));
        Assert.Null(ApprovedText.FirstDifference(Surface(), Surface().ReplaceLineEndings("\r\n")));
    }

    private static string Surface() =>
        typeof(IConnector).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
