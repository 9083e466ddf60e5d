using System.Text.RegularExpressions;

namespace MSPortal.Connectors.Tests.Architecture;

/// <summary>Which project may reference which. A project that no row covers is a violation: add a row on purpose.</summary>
internal static class ReferenceRules
{
    private const string Sdk = "sdk/MSPortal.Connectors.Sdk/";
    private const string SdkTesting = "sdk/MSPortal.Connectors.Sdk.Testing/";
    private const string Core = "core/MSPortal.Connectors.Core/";
    private const string Migrations = "core/MSPortal.Connectors.Migrations.*/";
    private const string Connectors = "connectors/*/";
    private const string TestConnectors = "tests/TestConnectors/*/";
    private const string CrashHook = "tests/CrashHook/";
    private const string Simulators = "connectors/*.Simulator/";
    private const string Host = "host/";

    // The first row whose pattern matches decides; "*" stands for any part of one folder's name.
    private static readonly (string Project, string[] May, string[] MayBuildBefore)[] Rows =
    [
        (Sdk, [], []),
        (SdkTesting, [Sdk], []),
        ("sdk/templates/", [Sdk, SdkTesting], []),
        (Simulators, [Sdk, SdkTesting], []),
        (Connectors, [Sdk], [Simulators]),
        (TestConnectors, [Sdk], []),
        (Core, [Sdk], []),
        (Migrations, [Core], []),
        (Host, [Sdk, SdkTesting, Core, Migrations], [Connectors]),
        (CrashHook, [], []),
        ("tests/acceptance/", [SdkTesting, Simulators, CrashHook], [Host, Connectors, TestConnectors]),
        ("tests/architecture/", [], []),
        ("tests/", [Sdk, SdkTesting, Core, Migrations, Connectors, Host], [Host, Connectors, TestConnectors]),
    ];

    public static IEnumerable<string> Violations(IEnumerable<Project> projects) => projects.SelectMany(project =>
    {
        var row = Rows.FirstOrDefault(row => Matches(project.Path, row.Project));
        if (row.Project is null)
            return [$"{project.Path} is in no row of the table"];

        return project.References.Where(reference => !row.May.Any(may => Matches(reference, may)))
            .Select(reference => $"{project.Path} must not reference {reference}")
            .Concat(project.BuildOrder.Where(reference => !row.MayBuildBefore.Concat(row.May).Any(may => Matches(reference, may)))
                .Select(reference => $"{project.Path} must not ask for {reference} to be built"));
    });

    private static bool Matches(string path, string pattern) =>
        Regex.IsMatch(path, "^" + Regex.Escape(pattern).Replace(@"\*", "[^/]*", StringComparison.Ordinal));
}
