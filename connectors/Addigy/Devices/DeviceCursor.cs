using System.Globalization;
using MSPortal.Connectors.Addigy.Api;

namespace MSPortal.Connectors.Addigy.Devices;

/// <summary>Where a read of devices goes on, and what it learned so far; as text "3" or "3;7;645" or "3;7;645;incomplete".</summary>
/// <param name="Page">Number of the page to ask for, from 1.</param>
/// <param name="FirstPageCount">How many pages there were at the beginning; null when not known.</param>
/// <param name="LastTotal">How many devices the page before said there are; null when not known.</param>
/// <param name="IsIncomplete">Whether devices may already have been missed.</param>
internal sealed record DeviceCursor(int Page, int? FirstPageCount, int? LastTotal, bool IsIncomplete)
{
    /// <summary>Room for two million devices at 100 a page; whatever asks for more is wrong.</summary>
    public const int LastPage = 20_000;

    private const string Incomplete = "incomplete";

    public static DeviceCursor Beginning { get; } = new(1, null, null, false);

    public static DeviceCursor Parse(string? text)
    {
        if (text is null)
            return Beginning;

        var parts = text.Split(';');
        if (parts.Length is 1 or 3 or 4
            && Number(parts[0]) is { } page and >= 1 and <= LastPage
            && (parts.Length < 3 || (Number(parts[1]) is not null && Number(parts[2]) is not null))
            && (parts.Length < 4 || parts[3] == Incomplete))
            return new DeviceCursor(page, Number(parts.ElementAtOrDefault(1)), Number(parts.ElementAtOrDefault(2)), parts.Length == 4);

        throw AddigyErrors.BadPage("The place where the read of devices should go on is not one of Addigy's pages.");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Page};{FirstPageCount};{LastTotal}{(IsIncomplete ? ";" + Incomplete : "")}");

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
