using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit;

/// <summary>Which audit entries are wanted. What is null does not narrow them.</summary>
public sealed record AuditFilter
{
    /// <summary>Part of the name of who did it.</summary>
    public string? Who { get; init; }

    /// <summary>What was done: a whole name such as <c>container.mapped</c>, or its beginning up to the point.</summary>
    public string? Action { get; init; }

    /// <summary>Id of the subject, or part of its name.</summary>
    public string? Subject { get; init; }

    /// <summary>Not before this.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this.</summary>
    public DateTimeOffset? To { get; init; }

    public AuditResult? Result { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Text in who, action, subject, before or after.</summary>
    public string? Text { get; init; }

    internal IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries)
    {
        if (Search(Who).SearchText is { } who)
            entries = entries.Where(e => SearchInQueries.Finds(e.Actor, who.Wanted, who.Regex));
        if (!string.IsNullOrWhiteSpace(Action))
        {
            // Of what no entry can hold nothing is left: no entry has it, and none begins with it.
            var action = StorableText.Of(Action.Trim()).ToLowerInvariant();
            var below = Search(action).LikePattern is { } like ? like[1..^1] + ".%" : "";
            entries = entries.Where(e => e.Action == action || EF.Functions.Like(e.Action, below, @"\"));
        }

        if (Guid.TryParse(Subject, out var id))
            entries = entries.Where(e => e.SubjectId == id);
        else if (Search(Subject).SearchText is { } subject)
            entries = entries.Where(e => SearchInQueries.Finds(e.SubjectName, subject.Wanted, subject.Regex));
        if (From is { } from)
            entries = entries.Where(e => e.At >= from);
        if (To is { } to)
            entries = entries.Where(e => e.At < to);
        if (Result is { } result)
            entries = entries.Where(e => e.Result == result);
        if (Channel is { } channel)
            entries = entries.Where(e => e.Through == channel);
        if (Search(Text) is { SearchText: { } text, JsonPatterns: var (given, lower) })
        {
            var isTwo = given != lower;
            entries = entries.Where(e => SearchInQueries.Finds(e.SubjectName, text.Wanted, text.Regex)
                || SearchInQueries.Finds(e.Actor, text.Wanted, text.Regex)
                || SearchInQueries.Finds(e.Action, text.Wanted, text.Regex)
                || (e.Before != null && (EF.Functions.Like(e.Before.ToLower(), given, @"\") || (isTwo && EF.Functions.Like(e.Before.ToLower(), lower, @"\"))))
                || (e.After != null && (EF.Functions.Like(e.After.ToLower(), given, @"\") || (isTwo && EF.Functions.Like(e.After.ToLower(), lower, @"\")))));
        }

        return entries;
    }

    private static PageRequest Search(string? text) => new(Search: text);
}
