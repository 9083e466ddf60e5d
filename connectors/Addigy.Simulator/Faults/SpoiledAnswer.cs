using System.IO.Compression;
using System.Text;
using MSPortal.Connectors.Addigy.Simulator.Api;

namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>What becomes of an answer under a fault that concerns its content.</summary>
internal static class SpoiledAnswer
{
    private const int DeepLevels = 20_000;
    private static readonly byte[] NoUtf8 = [0xC3, 0x28, 0xFF];

    /// <summary>The answer that is sent in place of the right one.</summary>
    public static Answer Make(Answer right, Fault fault) => fault.Kind switch
    {
        FaultKind.Status => WithStatus(fault.Status, fault),
        FaultKind.TooManyRequests => WithStatus(429, fault),
        FaultKind.Truncated => right with { Body = right.Body[..(right.Body.Length / 2)] },
        FaultKind.Html => Answer.Html(200, "Sign in"),
        FaultKind.Empty => right with { Body = default },
        FaultKind.WrongShape => right with { Body = SpoiledJson.TurnInsideOut(right.Body) },
        FaultKind.WrongTypes => right with { Body = SpoiledJson.ChangeTypes(right.Body, fault.Key) },
        FaultKind.InvalidUtf8 => right with { Body = BreakText(right.Body) },
        FaultKind.DeepNesting => right with { Body = Nest(right.Body) },
        FaultKind.LargeBody => right with { Status = 200, ContentType = "application/json" },
        FaultKind.CorruptCompression => right with { IsCompressed = true },
        FaultKind.CompressionBomb => right with { Body = Compress(fault.SizeBytes), IsCompressed = true },
        FaultKind.NullValues => right with { Body = SpoiledJson.WithNullValues(right.Body, fault.Key) },
        FaultKind.MissingKeys => right with { Body = SpoiledJson.WithoutKeys(right.Body, fault.Key) },
        FaultKind.HugeNumbers => right with { Body = SpoiledJson.WithHugeNumbers(right.Body) },
        FaultKind.EmptyList => right with { Body = SpoiledJson.WithoutEntries(right.Body) },
        FaultKind.NullItems => right with { Body = SpoiledJson.WithNullEntries(right.Body) },
        FaultKind.DuplicateKeys => right with { Body = SpoiledJson.WithDuplicateKeys(right.Body) },
        FaultKind.WrongContentType => right with { ContentType = "text/html; charset=utf-8" },
        FaultKind.OtherWords => right with { Body = SpoiledTexts.Replace(right.Body, fault.Key, "quantum") },
        FaultKind.ExtraKeys => right with { Body = SpoiledTexts.WithExtraKeys(right.Body) },
        FaultKind.LoneSurrogates => right with { Body = SpoiledTexts.Begin(right.Body, fault.Key, @"\ud83d") },
        FaultKind.NulCharacters => right with { Body = SpoiledTexts.Begin(right.Body, fault.Key, @"\u0000") },
        _ => right,
    };

    private static Answer WithStatus(int status, Fault fault) => fault.Body switch
    {
        FaultBody.Html => Answer.Html(status, "Something went wrong") with { RetryAfter = fault.RetryAfter },
        FaultBody.Empty => new Answer(status, null, default) { RetryAfter = fault.RetryAfter },
        _ => Answer.Error(status, fault.Message) with { RetryAfter = fault.RetryAfter },
    };

    private static byte[] Compress(long sizeBytes)
    {
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.Fastest))
        {
            var blanks = new byte[64 * 1024];
            Array.Fill(blanks, (byte)' ');
            for (var written = 0L; written < sizeBytes; written += blanks.Length)
                gzip.Write(blanks);
        }

        return small.ToArray();
    }

    private static byte[] BreakText(ReadOnlyMemory<byte> body)
    {
        var at = body.Span.IndexOf(":\""u8);
        var start = at < 0 ? 0 : at + 2;
        return [.. body.Span[..start], .. NoUtf8, .. body.Span[start..]];
    }

    private static byte[] Nest(ReadOnlyMemory<byte> body) =>
        [.. Encoding.ASCII.GetBytes(new string('[', DeepLevels)), .. body.Span, .. Encoding.ASCII.GetBytes(new string(']', DeepLevels))];
}
