using MSPortal.Connectors.Addigy.Simulator.Faults;

namespace MSPortal.Connectors.Tests.Real.Core.Worlds;

/// <summary>A fault and what is to become of it.</summary>
/// <param name="Name">Short and unique.</param>
/// <param name="Fault">What the vendor does; path and place are the test's.</param>
/// <param name="Code">Error code of the run; null when the run must come through.</param>
/// <param name="Attempts">Most requests that the faulty call may take.</param>
internal sealed record VendorFaultCase(string Name, Fault Fault, string? Code, int Attempts = 1)
{
    /// <summary>The code where an object belongs, when it is another one.</summary>
    public string? CodeForObjects { get; init; }

    /// <summary>Whether it takes time-outs to notice it.</summary>
    public bool IsSlow => Fault.Kind is FaultKind.Hang or FaultKind.Stall or FaultKind.SilentBody or FaultKind.SlowDrip;

    private static Fault Status(int status, string? retryAfter = null, string message = "simulated failure", FaultBody body = FaultBody.Json) =>
        new(FaultKind.Status) { Status = status, RetryAfter = retryAfter, Message = message, Body = body };

    private static Fault TooMany(string? retryAfter) => new(FaultKind.TooManyRequests) { RetryAfter = retryAfter };

    /// <summary>Faults that spoil a call for ever.</summary>
    public static VendorFaultCase[] Lasting { get; } =
    [
        // What only an admin can put right: never tried again.
        new("401", Status(401), "credentials_refused"),
        new("403", Status(403, message: "user does not have the required permission: View Devices"), "permission_missing"),
        new("403, API off", Status(403, message: "API access is not enabled for this organization"), "api_not_enabled"),
        new("403, web page", Status(403, body: FaultBody.Html), "answer_not_json"),

        // The vendor asks to wait.
        new("403 for 429", Status(403, message: "Rate limit exceeded"), "rate_limited"),
        new("401 for 429, an hour and more", Status(401, "7200", "too many requests"), "vendor_blocked"),
        new("429, no header", TooMany(null), "rate_limited"),
        new("429, longer than a call waits", TooMany("31"), "rate_limited"),
        new("429, a day", TooMany("86400"), "vendor_blocked"),
        new("429, a year", TooMany("31536000"), "vendor_blocked"),
        new("429, beyond all numbers", TooMany("99999999999999999999"), "rate_limited"),
        new("429, negative", TooMany("-5"), "rate_limited"),
        new("429, garbage", TooMany("soon"), "rate_limited"),
        new("429, a date in the past", TooMany("Thu, 01 Jan 2026 00:00:00 GMT"), "rate_limited"),
        new("429, a date far ahead", TooMany("Fri, 01 Jan 2100 00:00:00 GMT"), "vendor_blocked"),
        new("429, at once", TooMany("0"), "rate_limited", 3),

        // The vendor's own trouble: tried again, a few times.
        new("408", Status(408), "timed_out", 4),
        new("500", Status(500), "vendor_down", 4),
        new("500, web page", Status(500, body: FaultBody.Html), "vendor_down", 4),
        new("500, empty", Status(500, body: FaultBody.Empty), "vendor_down", 4),
        new("502", Status(502), "vendor_down", 4),
        new("503", Status(503), "vendor_down", 4),
        new("503, an hour", Status(503, "3600"), "vendor_down"),
        new("504", Status(504), "vendor_down", 4),
        new("520", Status(520), "vendor_down", 4),
        new("hangs", new Fault(FaultKind.Hang), "timed_out", 4),
        new("silent after the headers", new Fault(FaultKind.SilentBody), "timed_out", 4),
        new("stalls in the body", new Fault(FaultKind.Stall), "timed_out", 4),
        new("a byte at a time", new Fault(FaultKind.SlowDrip) { PieceBytes = 1, Pause = TimeSpan.FromSeconds(1) }, "timed_out", 4),
        new("resets", new Fault(FaultKind.Reset), "connection_failed", 4),
        new("cuts off", new Fault(FaultKind.CutOff), "connection_failed", 4),

        // The vendor breaks its contract: nothing to be gained by asking again.
        new("404", Status(404), "answer_unexpected"),
        new("400", Status(400), "answer_unexpected"),
        new("redirect", Status(302), "answer_unexpected"),
        new("no content", Status(204, body: FaultBody.Empty), "answer_broken"),
        new("truncated", new Fault(FaultKind.Truncated), "answer_broken"),
        new("truncated, no length", new Fault(FaultKind.OpenEnded), "answer_broken"),
        new("empty", new Fault(FaultKind.Empty), "answer_broken"),
        new("web page", new Fault(FaultKind.Html), "answer_not_json"),
        new("not compressed", new Fault(FaultKind.CorruptCompression), "answer_broken"),
        new("compression bomb", new Fault(FaultKind.CompressionBomb) { SizeBytes = 32 * 1024 * 1024 }, "answer_unexpected"),
        new("200 MB", new Fault(FaultKind.LargeBody) { SizeBytes = 32 * 1024 * 1024 }, "answer_unexpected"),
        new("nested", new Fault(FaultKind.DeepNesting), "answer_broken") { CodeForObjects = "answer_unexpected" },
    ];

    /// <summary>Faults that pass: the run must come through, and nothing may be lost or doubled.</summary>
    public static VendorFaultCase[] Passing { get; } =
    [
        new("one 500", Status(500) with { Times = 1 }, null, 2),
        new("three 503", Status(503) with { Times = 3 }, null, 4),
        new("one 429 with a second", TooMany("1") with { Times = 1 }, null, 2),
        new("one reset", new Fault(FaultKind.Reset) { Times = 1 }, null, 2),
        new("one break in the body", new Fault(FaultKind.CutOff) { Times = 1 }, null, 2),
        new("wrong content type", new Fault(FaultKind.WrongContentType), null),
        new("extra keys", new Fault(FaultKind.ExtraKeys), null),
        new("smaller pages than asked for", new Fault(FaultKind.SmallPages), null),
        new("one hang", new Fault(FaultKind.Hang) { Times = 1 }, null, 2),
    ];

    /// <summary>Well-formed answers that are wrong: whatever the run makes of them, nothing may be lost.</summary>
    public static VendorFaultCase[] Misleading { get; } =
    [
        .. ((FaultKind[])
        [
            FaultKind.WrongShape, FaultKind.WrongTypes, FaultKind.InvalidUtf8, FaultKind.RepeatedPage, FaultKind.OverlappingPages, FaultKind.VanishingPage,
            FaultKind.LyingTotal, FaultKind.EmptyList, FaultKind.ReorderedPages, FaultKind.NullItems, FaultKind.DuplicateKeys,
            FaultKind.NullValues, FaultKind.MissingKeys, FaultKind.HugeNumbers, FaultKind.SmallTotal, FaultKind.LoneSurrogates, FaultKind.NulCharacters,
        ]).Select(kind => new VendorFaultCase($"{kind}", new Fault(kind), null)),
        new("an empty page in the middle", new Fault(FaultKind.VanishingPage) { Times = 1 }, null),
        new("an empty list for once", new Fault(FaultKind.EmptyList) { Times = 1 }, null),
    ];

    /// <summary>
    /// The same, one key of an answer at a time: another type, null, not there; and a word that nobody knows where the vendor's
    /// words are few. Another identifier or name would be a new fact, and no fault.
    /// </summary>
    public static IEnumerable<VendorFaultCase> OfKey(string key) =>
        from kind in (FaultKind[])[FaultKind.WrongTypes, FaultKind.NullValues, FaultKind.MissingKeys, FaultKind.OtherWords]
        where kind != FaultKind.OtherWords || key is "type" or "audit_date"
        select new VendorFaultCase($"{kind} of {key}", new Fault(kind) { Key = key }, null);
}
