using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MSPortal.Connectors.Tests.Acceptance.Hosting;

namespace MSPortal.Connectors.Tests.Acceptance.Browser;

/// <summary>The distribution's Chromium, driven as a person would, with a picture of each screen kept.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Chromiums = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Patience of waits; it ends tests that hang and says nothing about speed.
    private const float Patience = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (_playwright, _browser) = (playwright, browser);
        Page = page;
        Page.PageError += (_, error) => Errors.Add(error);
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about.</summary>
    public List<string> Errors { get; } = [];

    public static async Task<Browser> OpenAsync(Uri address)
    {
        var executable = Array.Find(Chromiums, File.Exists)
            ?? throw new InvalidOperationException("There is no Chromium. ./test installs it; by hand: apt-get install chromium.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            ColorScheme = ColorScheme.Light,
            Locale = "en-US",
        });
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return new Browser(playwright, browser, await context.NewPageAsync());
    }

    /// <summary>Keeps pictures of the screen, wide and narrow, light and dark, and checks each of them.</summary>
    public async Task LookAsync(string name)
    {
        List<string> problems = [];
        foreach (var (width, height, size) in new[] { (1280, 900, "desktop"), (390, 844, "phone") })
        {
            await Page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await Page.WaitForTimeoutAsync(400);
                var kind = $"{size}-{scheme.ToString().ToLowerInvariant()}";
                await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Paths.Screenshots, $"{name}-{kind}.png"), FullPage = true });

                // Each size and each scheme is checked once; all four together would double the time.
                if ((size == "desktop") == (scheme == ColorScheme.Light))
                    problems.AddRange(await ProblemsAsync($"{name} {kind}"));
            }
        }

        await Page.SetViewportSizeAsync(1280, 900);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(string where)
    {
        List<string> problems = [];
        var overflow = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
            problems.Add($"{where}: the page is {overflow} pixels wider than the screen.");

        var axe = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });
        foreach (var violation in axe.Violations)
            problems.Add($"{where}: {violation.Id} ({violation.Impact}): {string.Join("; ", violation.Nodes.Take(3).Select(n => n.Html))}");
        return problems;
    }
}
