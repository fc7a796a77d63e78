"""The validated awards as a graph in Neo4j.

    (Agency)-[:FUNDED]->(Award)<-[:RECEIVED]-(Company)
                        (Award)-[:PARTNERED_WITH]->(ResearchInstitution)

Every node has a unique `key`, made by the rules in `sbir_etl.identity`.
"""
