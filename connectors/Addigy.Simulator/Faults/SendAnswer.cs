using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using MSPortal.Connectors.Addigy.Simulator.Api;

namespace MSPortal.Connectors.Addigy.Simulator.Faults;

/// <summary>Sends an answer, or spoils the sending. Ends early, without an answer, when the client leaves.</summary>
internal static class SendAnswer
{
    private const int PaddingBytes = 64 * 1024;

    /// <summary>Sends an answer under a fault; null is none.</summary>
    public static Task RunAsync(HttpContext context, Answer answer, Fault? fault, CancellationToken cancellationToken) => fault?.Kind switch
    {
        FaultKind.Hang => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken),
        FaultKind.Reset => ResetAsync(context),
        FaultKind.SlowDrip => DripAsync(context, answer, fault, cancellationToken),
        FaultKind.CutOff => CutOffAsync(context, answer, cancellationToken),
        FaultKind.Stall => StallAsync(context, answer, cancellationToken),
        FaultKind.SilentBody => FallSilentAsync(context, answer, cancellationToken),
        FaultKind.OpenEnded => EndOpenAsync(context, answer, cancellationToken),
        FaultKind.LargeBody => PadAsync(context, answer, fault.SizeBytes, cancellationToken),
        _ => SendAsync(context, answer, cancellationToken),
    };

    private static async Task SendAsync(HttpContext context, Answer answer, CancellationToken cancellationToken)
    {
        Begin(context, answer, answer.Body.Length);
        if (HasContent(answer))
            await context.Response.Body.WriteAsync(answer.Body, cancellationToken);
    }

    private static async Task DripAsync(HttpContext context, Answer answer, Fault fault, CancellationToken cancellationToken)
    {
        Begin(context, answer, answer.Body.Length);
        for (var at = 0; at < answer.Body.Length; at += fault.PieceBytes)
        {
            var piece = answer.Body.Slice(at, Math.Min(fault.PieceBytes, answer.Body.Length - at));
            await context.Response.Body.WriteAsync(piece, cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            await Task.Delay(fault.Pause, cancellationToken);
        }
    }

    private static async Task CutOffAsync(HttpContext context, Answer answer, CancellationToken cancellationToken)
    {
        await SendHalfAsync(context, answer, cancellationToken);
        context.Abort();
    }

    private static async Task StallAsync(HttpContext context, Answer answer, CancellationToken cancellationToken)
    {
        await SendHalfAsync(context, answer, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private static async Task FallSilentAsync(HttpContext context, Answer answer, CancellationToken cancellationToken)
    {
        Begin(context, answer, answer.Body.Length);
        await context.Response.Body.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private static async Task EndOpenAsync(HttpContext context, Answer answer, CancellationToken cancellationToken)
    {
        Begin(context, answer, null);
        if (HasContent(answer))
            await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], cancellationToken);
    }

    private static async Task SendHalfAsync(HttpContext context, Answer answer, CancellationToken cancellationToken)
    {
        Begin(context, answer, answer.Body.Length);
        await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    private static async Task PadAsync(HttpContext context, Answer answer, long sizeBytes, CancellationToken cancellationToken)
    {
        Begin(context, answer, null);
        var padding = Encoding.ASCII.GetBytes(new string('a', PaddingBytes));
        await context.Response.Body.WriteAsync("{\"items\":null,\"padding\":\""u8.ToArray(), cancellationToken);
        for (var sent = 0L; sent < sizeBytes; sent += PaddingBytes)
            await context.Response.Body.WriteAsync(padding, cancellationToken);

        await context.Response.Body.WriteAsync("\"}"u8.ToArray(), cancellationToken);
    }

    // Lingering for no time makes the socket send a reset and not a regular end.
    private static Task ResetAsync(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new LingerOption(true, 0);

        context.Abort();
        return Task.CompletedTask;
    }

    private static bool HasContent(Answer answer) => answer.Status is not (204 or 304);

    private static void Begin(HttpContext context, Answer answer, long? length)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = HasContent(answer) ? length : null;
        if (answer.IsCompressed)
            context.Response.Headers.ContentEncoding = "gzip";
        if (answer.RetryAfter is { } retryAfter)
            context.Response.Headers["Retry-After"] = retryAfter;
    }
}
