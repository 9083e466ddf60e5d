namespace MSPortal.Connectors.Tests.Architecture;

public sealed class VendorNameTests
{
    private static readonly string[] Vendors = ["addigy"];

    [Fact]
    public void Core_and_host_know_no_vendor() =>
        Assert.Empty(Violations(new[] { "core", "host" }
            .SelectMany(folder => Repository.Files(folder, ".cs", ".razor"))
            .Select(file => (Repository.Relative(file), File.ReadAllText(file)))));

    [Theory]
    [InlineData("if (connector.Id == \"addigy\")")]
    [InlineData("var client = new AddigyClient();")]
    [InlineData("<h1>ADDIGY</h1>")]
    public void A_vendors_name_would_be_found(string text) =>
        Assert.Equal(["host/X.razor names addigy"], Violations([("host/X.razor", text)]));

    private static IEnumerable<string> Violations(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from vendor in Vendors
        where file.Path.Contains(vendor, StringComparison.OrdinalIgnoreCase) || file.Text.Contains(vendor, StringComparison.OrdinalIgnoreCase)
        select $"{file.Path} names {vendor}";
}
