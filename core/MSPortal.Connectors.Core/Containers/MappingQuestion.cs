using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Storage;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>Why a container's company is in doubt.</summary>
public enum QuestionKind
{
    /// <summary>The vendor renamed it, and the new name fits another company better.</summary>
    Renamed,

    /// <summary>The vendor changed the tree, so that it inherits another company than before, or none.</summary>
    Moved,

    /// <summary>It came below a mapped container, but its name fits another company than the one it inherits.</summary>
    New,
}

/// <summary>A doubt about a mapping that a person must settle. New devices of the container wait for the answer: any decision about it.</summary>
/// <param name="Was">What it was called when it was not in doubt, or the company it had; for <see cref="QuestionKind.New"/> its name.</param>
/// <param name="CompanyId">The company that may be meant, or that it had; null when a person had left it without one.</param>
/// <param name="Confidence">Probability that it is meant, 0 to 1; null when names have nothing to do with it.</param>
public sealed record MappingQuestion(QuestionKind Kind, string Was, Guid? CompanyId, string? CompanyName, double? Confidence, DateTimeOffset Since)
{
    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static MappingQuestion? From(string? json) => json is null ? null : JsonSerializer.Deserialize<MappingQuestion>(json);

    /// <summary>Has the questions that name a company name another one, or none when it is gone; and ends those that this answers.</summary>
    internal static async Task RenameCompanyAsync(ConnectorsDb db, CompanyId from, Company? into, CancellationToken cancellationToken)
    {
        foreach (var container in await db.Containers.Where(c => c.Question != null).ToListAsync(cancellationToken))
        {
            if (From(container.Question) is not { } question || question.CompanyId != from.Value)
                continue;

            var changed = question with { CompanyId = into?.Id.Value, CompanyName = into?.Name ?? question.CompanyName };
            var isAnswered = into is null ? question.Kind != QuestionKind.Moved : container.CompanyId == into.Id || container.CompanyId == from;
            container.Question = isAnswered ? null : changed.ToJson();
        }
    }
}
