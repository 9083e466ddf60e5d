using System.Text.Json;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>Which part of a list a page is, counting from 1, and what the metadata says about it.</summary>
internal sealed record PageNumbers
{
    /// <summary>Size of a page when the request names none.</summary>
    public const int UsualSize = 50;

    /// <summary>Largest size; more is cut down to it.</summary>
    public const int LargestSize = 100;

    public PageNumbers(int page, int perPage, int total)
    {
        Page = page;
        PerPage = Math.Min(perPage, LargestSize);
        Total = total;
    }

    public int Page { get; }

    public int PerPage { get; }

    public int Total { get; init; }

    /// <summary>Position of the page's first entry, from 0.</summary>
    public int First => (int)Math.Min(int.MaxValue, (Page - 1L) * PerPage);

    public void Write(Utf8JsonWriter json, int resultCount)
    {
        json.WriteStartObject("metadata");
        json.WriteNumber("page", Page);
        json.WriteNumber("page_count", (Total + PerPage - 1) / PerPage);
        json.WriteNumber("per_page", PerPage);
        json.WriteNumber("result_count", resultCount);
        json.WriteNumber("total", Total);
        json.WriteEndObject();
    }
}
