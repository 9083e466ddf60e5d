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
        if (Like(Who) is { } who)
            entries = entries.Where(e => EF.Functions.Like(e.Actor.ToLower(), who, @"\"));
        if (!string.IsNullOrWhiteSpace(Action))
        {
            // Of what no entry can hold nothing is left: no entry has it, and none begins with it.
            var action = StorableText.Of(Action.Trim()).ToLowerInvariant();
            var below = Like(action) is { } like ? like[1..^1] + ".%" : "";
            entries = entries.Where(e => e.Action == action || EF.Functions.Like(e.Action, below, @"\"));
        }

        if (Guid.TryParse(Subject, out var id))
            entries = entries.Where(e => e.SubjectId == id);
        else if (Like(Subject) is { } subject)
            entries = entries.Where(e => EF.Functions.Like(e.SubjectName.ToLower(), subject, @"\"));
        if (From is { } from)
            entries = entries.Where(e => e.At >= from);
        if (To is { } to)
            entries = entries.Where(e => e.At < to);
        if (Result is { } result)
            entries = entries.Where(e => e.Result == result);
        if (Channel is { } channel)
            entries = entries.Where(e => e.Through == channel);
        if (Like(Text) is { } text)
        {
            entries = entries.Where(e => EF.Functions.Like(e.SubjectName.ToLower(), text, @"\")
                || EF.Functions.Like(e.Actor.ToLower(), text, @"\")
                || EF.Functions.Like(e.Action.ToLower(), text, @"\")
                || (e.Before != null && EF.Functions.Like(e.Before.ToLower(), text, @"\"))
                || (e.After != null && EF.Functions.Like(e.After.ToLower(), text, @"\")));
        }

        return entries;
    }

    private static string? Like(string? text) => new PageRequest(Search: text).LikePattern;
}
