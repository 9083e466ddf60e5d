using System.Buffers;
using MSPortal.Connectors.Sdk.Errors;

namespace MSPortal.Connectors.Core.VendorHttp;

/// <summary>
/// Reads an answer's whole body, so that a connection that breaks or stalls in its middle is an attempt that failed and
/// not a surprise for the connector. What is counted is the decompressed body.
/// </summary>
internal sealed class AnswerBuffer(int maxBytes, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int ChunkBytes = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var body = response.Content;
            var buffered = new ByteArrayContent(await ReadAsync(body, request.RequestUri?.Host, cancellationToken));
            foreach (var header in body.Headers.NonValidated.Where(header => header.Key != "Content-Length"))
                buffered.Headers.TryAddWithoutValidation(header.Key, header.Value);

            response.Content = buffered;
            body.Dispose();
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent body, string? host, CancellationToken cancellationToken)
    {
        if (body.Headers.ContentLength > maxBytes)
            throw TooLarge(host);

        await using var stream = await body.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream((int)(body.Headers.ContentLength ?? 0));
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (bytes.Length + read > maxBytes)
                    throw TooLarge(host);

                bytes.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return bytes.ToArray();
    }

    private UnexpectedAnswerException TooLarge(string? host) => new(
        ErrorCodes.AnswerUnexpected,
        $"The answer of {host} is larger than {maxBytes / (1024 * 1024.0):0.##} MB.",
        "Tell the connector's author: it should ask for smaller pages.");
}
