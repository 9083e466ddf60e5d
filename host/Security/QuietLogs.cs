namespace MSPortal.Connectors.Host.Security;

/// <summary>
/// Keeps categories quiet that write what people type: SignalR logs the arguments of each call below Information, and a
/// secret typed into the wizard is one of them. No configured level can open them.
/// </summary>
internal static class QuietLogs
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.SignalR",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.Components",
        "Microsoft.AspNetCore.HttpLogging",
        "System.Net.Http",
    ];

    public static IServiceCollection AddQuietLogs(this IServiceCollection services) =>
        services.PostConfigure<LoggerFilterOptions>(options =>
        {
            for (var i = 0; i < options.Rules.Count; i++)
            {
                var rule = options.Rules[i];
                if (Categories.Any(c => rule.CategoryName?.StartsWith(c, StringComparison.OrdinalIgnoreCase) == true) && rule.LogLevel < LogLevel.Information)
                    options.Rules[i] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, LogLevel.Information, rule.Filter);
            }

            // A rule for one provider outranks a rule for all, so each provider that has rules gets its own.
            string?[] providers = [null, .. options.Rules.Select(r => r.ProviderName).Where(p => p is not null).Distinct()];
            foreach (var provider in providers)
            {
                foreach (var category in Categories.Where(c => !options.Rules.Any(r => r.ProviderName == provider && r.CategoryName == c)))
                    options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Information, null));
            }
        });
}
