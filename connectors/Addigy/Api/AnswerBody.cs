using System.Buffers;
using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Api;

/// <summary>Makes something of a whole answer; must not keep the reader's memory.</summary>
internal delegate T AnswerParser<out T>(ref Utf8JsonReader reader);

/// <summary>The bytes of an answer in rented memory, which is wiped when given back: policies can hold secrets.</summary>
internal sealed class AnswerBody : IDisposable
{
    // A page of 100 devices is below one megabyte; a body a hundred times that is no answer to these questions.
    private const int LargestBytes = 128 * 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _length;

    private AnswerBody()
    {
    }

    public static async Task<AnswerBody> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new AnswerBody();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (true)
            {
                var read = await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken);
                if (read == 0)
                    return body;

                body._length += read;
                if (body._length > LargestBytes)
                    throw AddigyErrors.TooLarge();
                if (body._length == body._buffer.Length)
                    body.Grow();
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Parses the body, which must be one JSON value and nothing else.</summary>
    public T Parse<T>(AnswerParser<T> parse)
    {
        var json = Json();
        if (json.IsEmpty)
            throw AddigyErrors.Empty();

        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var result = parse(ref reader);
            if (reader.Read())
                throw AddigyErrors.Broken(null);

            return result;
        }
        catch (JsonException e)
        {
            // Everything that is asked for is an object or a list.
            throw json[0] is (byte)'{' or (byte)'[' ? AddigyErrors.Broken(e) : AddigyErrors.NotJson();
        }
    }

    /// <summary>Whether it is a web page.</summary>
    public bool IsMarkup => Json() is [(byte)'<', ..];

    public void Dispose()
    {
        if (_buffer.Length == 0)
            return;

        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private ReadOnlySpan<byte> Json()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _length);
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];

        return bytes.Trim(" \t\r\n"u8);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
